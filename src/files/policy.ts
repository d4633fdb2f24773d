/** What may be uploaded, recognised by its bytes and never by its name. */
export const imageTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;
export type ImageType = (typeof imageTypes)[number];

/** Largest image in bytes. */
export const MAX_FILE_BYTES = 2 * 1024 * 1024;
