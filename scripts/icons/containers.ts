/** The two formats that hold an icon in several sizes. Both take PNG pictures as they are. */

/** A square PNG and the length of its side in pixels. */
export interface Picture {
  readonly size: number;
  readonly png: Uint8Array;
}

/** Windows: sizes up to 256. */
export function writeIco(pictures: readonly Picture[]): Uint8Array {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, { size, png }] of pictures.entries()) {
    if (size > 256) throw new Error(`ico: ${size} pixels, at most 256`);
    const at = 6 + 16 * index;
    // 0 stands for 256.
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** Type of an entry -> pixels. The second half are the same points at twice the density. */
const ICNS_TYPES = {
  icp4: 16,
  icp5: 32,
  ic07: 128,
  ic08: 256,
  ic09: 512,
  ic11: 32,
  ic12: 64,
  ic13: 256,
  ic14: 512,
  ic10: 1024,
} as const;

/** macOS. Needs pictures of 16, 32, 64, 128, 256, 512 and 1024 pixels. */
export function writeIcns(pictures: readonly Picture[]): Uint8Array {
  const entries = Object.entries(ICNS_TYPES).map(([type, size]) => {
    const picture = pictures.find((one) => one.size === size);
    if (!picture) throw new Error(`icns: no picture of ${size} pixels`);
    return block(type, picture.png);
  });
  return block('icns', Buffer.concat(entries));
}

/** Type, length of the whole, content. */
function block(type: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(8 + content.length, 4);
  return Buffer.concat([head, content]);
}
