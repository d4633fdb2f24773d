import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startService } from '../support/service.ts';
import type { Person, Service } from '../support/service.ts';

let service: Service;
let owner: Person;
beforeAll(async () => {
  service = await startService();
  owner = await service.person();
});
afterAll(() => service.close());

/** The smallest files of their kinds: one transparent pixel each; type is read from the first bytes. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const webp = Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64');
const jpeg = Buffer.concat([
  Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
  Buffer.from('ffd9', 'hex'),
]);

const upload = (bytes: Uint8Array, purpose = 'picture', person: Person = owner, type = 'image/png') =>
  service.http(`POST /api/files?purpose=${purpose}`, {
    body: bytes,
    token: person.token,
    headers: { 'content-type': type },
  });

describe('uploads', () => {
  it.each([
    ['image/png', png],
    ['image/jpeg', jpeg],
    ['image/webp', webp],
  ])('keeps %s, whatever it is called, and answers the same bytes', async (type, bytes) => {
    const { status, body } = await upload(bytes, 'picture', owner, 'text/html');
    expect(status).toBe(200);
    const seen = await service.http(`GET /api/files/${body.id}`);
    expect([seen.status, seen.headers.get('content-type')]).toEqual([200, type]);
    expect(seen.body.equals(bytes)).toBe(true);
  });

  it('refuses what is not an image by its bytes', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
    for (const bytes of [svg, gif, Buffer.from('%PDF-1.7\n'), Buffer.from([0x89]), Buffer.alloc(5_000)]) {
      const { status, body } = await upload(bytes);
      expect([status, body.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    }
    const empty = await service.http('POST /api/files?purpose=picture', { token: owner.token });
    expect(empty.body.code).toBe('UNSUPPORTED_MEDIA_TYPE');
  });

  it('takes 2 MB and not a byte more', async () => {
    const limit = 2 * 1024 * 1024;
    const sized = (size: number) => Buffer.concat([png, Buffer.alloc(size - png.length)]);
    expect((await upload(sized(limit))).status).toBe(200);
    const over = await upload(sized(limit + 1));
    expect([over.status, over.body.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  it('needs an account and a purpose', async () => {
    const guest = await service.http('POST /api/files?purpose=picture', { body: png });
    expect(guest.body.code).toBe('SIGN_IN_REQUIRED');
    expect((await upload(png, 'avatar')).body.code).toBe('INVALID_INPUT');
  });
});

describe('who sees what', () => {
  it('shows pictures to anybody, for long, and lets them do nothing', async () => {
    const { body } = await upload(png);
    const { headers } = await service.http(`GET /api/files/${body.id}`);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    const again = await service.http(`GET /api/files/${body.id}`, {
      // `fetch` would ask for a fresh copy by itself.
      headers: { 'if-none-match': headers.get('etag')!, 'cache-control': 'max-age=0' },
    });
    expect(again.status).toBe(304);
  });

  it('shows papers to their owner and operators, and tells nobody else that they exist', async () => {
    const { body } = await upload(png, 'paper');
    const route = `GET /api/files/${body.id}`;
    const seen = await owner.http(route);
    expect([seen.status, seen.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    expect((await (await service.operator()).http(route)).status).toBe(200);
    const others = [await (await service.person()).http(route), await service.http(route)];
    const nowhere = await service.http(`GET /api/files/${service.deps.newId()}`);
    for (const answer of [...others, nowhere]) expect([answer.status, answer.body.code]).toEqual([404, 'NOT_FOUND']);
  });
});
