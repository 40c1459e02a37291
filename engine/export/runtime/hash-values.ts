/**
 * Fingerprint of numbers, bit for bit (every NaN counts as the same): two 32-bit FNV-1a hashes over the bytes,
 * least significant first, as 16 hexadecimal digits. Guards against differences, not against forgery.
 */
export function hashValues(values: ArrayLike<number>): string {
  const view = new DataView(new ArrayBuffer(8));
  let one = 0x811c9dc5;
  let two = 0x050c5d1f;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    // Machines differ in the bits of NaN.
    if (Number.isNaN(value)) view.setUint32(4, 0x7ff80000, true);
    else view.setFloat64(0, value, true);
    if (Number.isNaN(value)) view.setUint32(0, 0, true);
    for (let byte = 0; byte < 8; byte++) {
      one = Math.imul(one ^ view.getUint8(byte), 0x01000193);
      two = Math.imul(two ^ view.getUint8(byte), 0x01000197);
    }
  }
  return [one, two].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('');
}
