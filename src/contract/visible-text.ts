import { z } from 'zod';

/** Characters that show nothing: control characters, what Unicode lets be ignored, and the blank Braille pattern. */
export const invisible = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Words somebody else will read: at least one character that can be seen. */
export const visibleText = (max: number) =>
  z
    .string()
    .trim()
    .min(1, { abort: true })
    .max(max)
    .refine((text) => text.replace(invisible, '').trim() !== '', 'shows nothing');
