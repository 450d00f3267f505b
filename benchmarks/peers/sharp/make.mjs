// Makes every photo of photos/ in three widths, each as JPEG and WebP, into public/.
// Usage: node make.mjs <strategy>, where strategy is "each" (one pipeline an output, each with its own
// shrink-on-load) or "shared" (one pipeline a photo, decoded once and cloned).
import { mkdir, readdir } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import sharp from "sharp";

const WIDTHS = [480, 960, 1600];
const QUALITY = 80;
const strategy = process.argv[2] ?? "each";
const cores = os.availableParallelism();

sharp.cache(false);
sharp.concurrency(1);

async function each(file, stem) {
  for (const width of WIDTHS) {
    const small = () => sharp(file).rotate().resize({ width });
    await small().jpeg({ quality: QUALITY }).toFile(`${stem}-${width}.jpg`);
    await small().webp({ quality: QUALITY }).toFile(`${stem}-${width}.webp`);
  }
}

async function shared(file, stem) {
  const { data, info } = await sharp(file).rotate().resize({ width: WIDTHS.at(-1) }).raw().toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  for (const width of WIDTHS) {
    const small = () => sharp(data, { raw }).resize({ width });
    await small().jpeg({ quality: QUALITY }).toFile(`${stem}-${width}.jpg`);
    await small().webp({ quality: QUALITY }).toFile(`${stem}-${width}.webp`);
  }
}

await mkdir("public", { recursive: true });
const names = (await readdir("photos")).filter((name) => name.endsWith(".jpg")).sort();
const make = { each, shared }[strategy];
const queue = names.values();
await Promise.all(
  Array.from({ length: cores }, async () => {
    for (const name of queue) {
      await make(path.join("photos", name), path.join("public", path.parse(name).name));
    }
  }),
);
