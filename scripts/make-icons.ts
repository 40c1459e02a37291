// `npm run icons`: draws assets/icons/gsim.svg in every size that a platform asks for. Needs Chromium; what it
// writes is committed, so that packaging needs none.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright';
import { haveChromium } from './find-chromium.ts';
import { type Picture, writeIcns, writeIco } from './icons/containers.ts';

const FOLDER = fileURLToPath(new URL('../assets/icons', import.meta.url));
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
/** Share of the picture's side that the square fills on a Mac, where icons keep a margin. */
const MAC_SHARE = 824 / 1024;

const svg = readFileSync(join(FOLDER, 'gsim.svg')).toString('base64');
const browser = await chromium.launch({
  executablePath: await haveChromium(),
  args: ['--no-sandbox'],
});
try {
  const pictures = await draw(browser, 1);
  const macPictures = await draw(browser, MAC_SHARE);
  mkdirSync(join(FOLDER, 'linux'), { recursive: true });
  for (const { size, png } of pictures.filter((one) => one.size <= 512)) {
    writeFileSync(join(FOLDER, 'linux', `${size}x${size}.png`), png);
  }
  writeFileSync(join(FOLDER, 'gsim.ico'), writeIco(pictures.filter(({ size }) => size <= 256)));
  writeFileSync(join(FOLDER, 'gsim.icns'), writeIcns(macPictures));
} finally {
  await browser.close();
}
console.log('assets/icons is drawn');

/** One picture for each of SIZES. `share`: how much of the side is filled. */
async function draw(from: Browser, share: number): Promise<Picture[]> {
  const page = await from.newPage();
  const pictures: Picture[] = [];
  for (const size of SIZES) {
    await page.setViewportSize({ width: size, height: size });
    const side = Math.round(size * share);
    const margin = (size - side) / 2;
    await page.setContent(
      `<body style="margin:${margin}px"><img style="display:block" width="${side}" height="${side}" src="data:image/svg+xml;base64,${svg}">`,
    );
    pictures.push({ size, png: await page.screenshot({ omitBackground: true }) });
  }
  await page.close();
  return pictures;
}
