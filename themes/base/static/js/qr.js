// QR codes after ISO/IEC 18004: bytes, error correction M, versions 1 to 10 (213 bytes). Loaded when somebody wants one.

// For each version: error correction bytes a block, data bytes of each block, places of the alignment patterns.
const VERSIONS = [
  [10, [16], []], [16, [28], [6, 18]], [26, [44], [6, 22]], [18, [32, 32], [6, 26]], [24, [43, 43], [6, 30]],
  [16, [27, 27, 27, 27], [6, 34]], [18, [31, 31, 31, 31], [6, 22, 38]], [22, [38, 38, 39, 39], [6, 24, 42]],
  [22, [36, 36, 36, 37, 37], [6, 26, 46]], [26, [43, 43, 43, 43, 44], [6, 28, 50]],
];
const MASKS = [
  (r, c) => (r + c) % 2, (r) => r % 2, (r, c) => c % 3, (r, c) => (r + c) % 3, (r, c) => ((r >> 1) + Math.floor(c / 3)) % 2,
  (r, c) => ((r * c) % 2) + ((r * c) % 3), (r, c) => (((r * c) % 2) + ((r * c) % 3)) % 2, (r, c) => (((r + c) % 2) + ((r * c) % 3)) % 2,
];

const exp = [];
const log = [];
for (let i = 0, x = 1; i < 255; i++) {
  exp[i] = x;
  log[x] = i;
  x = x < 128 ? x << 1 : (x << 1) ^ 285;
}
const times = (a, b) => (a && b ? exp[(log[a] + log[b]) % 255] : 0);

function correction(data, size) {
  let generator = [1];
  for (let i = 0; i < size; i++) {
    const next = [...generator, 0];
    generator.forEach((value, j) => { next[j + 1] ^= times(value, exp[i]); });
    generator = next;
  }
  const rest = [...data, ...Array(size).fill(0)];
  for (let i = 0; i < data.length; i++) {
    const factor = rest[i];
    generator.forEach((value, j) => { rest[i + j] ^= times(value, factor); });
  }
  return rest.slice(data.length);
}

function codewords(bytes, version) {
  const [size, sizes] = VERSIONS[version - 1];
  const total = sizes.reduce((a, b) => a + b);
  let bits = '0100' + bytes.length.toString(2).padStart(version < 10 ? 8 : 16, '0');
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  bits += '0'.repeat(Math.min(4, total * 8 - bits.length));
  bits += '0'.repeat((8 - (bits.length % 8)) % 8);
  const data = bits.match(/.{8}/g).map((each) => parseInt(each, 2));
  for (let i = 0; data.length < total; i++) data.push(i % 2 ? 17 : 236);
  let at = 0;
  const blocks = sizes.map((each) => data.slice(at, (at += each)));
  const checks = blocks.map((block) => correction(block, size));
  const mixed = [];
  for (const some of [blocks, checks]) {
    for (let i = 0; i < Math.max(...some.map((each) => each.length)); i++) for (const each of some) if (i < each.length) mixed.push(each[i]);
  }
  return mixed;
}

function remainder(value, generator, bits) {
  const length = generator.toString(2).length;
  let rest = value << bits;
  while (rest.toString(2).length >= length && rest) rest ^= generator << (rest.toString(2).length - length);
  return (value << bits) | rest;
}

function penalty(grid) {
  const size = grid.length;
  let score = 0;
  let dark = 0;
  const lines = [...grid, ...grid.map((_, c) => grid.map((row) => row[c]))].map((line) => line.map(Number).join(''));
  for (const line of lines) {
    for (const run of line.match(/0{5,}|1{5,}/g) || []) score += run.length - 2;
    for (let i = 0; i <= size - 11; i++) if (/^(10111010000|00001011101)/.test(line.slice(i, i + 11))) score += 40;
  }
  for (let r = 0; r < size; r++) {
    for (let c = 0; c < size; c++) {
      if (grid[r][c]) dark++;
      if (r && c && grid[r][c] === grid[r - 1][c] && grid[r][c] === grid[r][c - 1] && grid[r][c] === grid[r - 1][c - 1]) score += 3;
    }
  }
  return score + 10 * Math.floor(Math.abs((dark * 20) / (size * size) - 10));
}

function draw(words, version, mask) {
  const size = version * 4 + 17;
  const grid = Array.from({ length: size }, () => Array(size).fill(null));
  const set = (r, c, dark) => { if (r >= 0 && c >= 0 && r < size && c < size) grid[r][c] = Boolean(dark); };
  for (const [row, column] of [[3, 3], [3, size - 4], [size - 4, 3]]) {
    for (let r = -4; r <= 4; r++) for (let c = -4; c <= 4; c++) set(row + r, column + c, [0, 1, 3].includes(Math.max(Math.abs(r), Math.abs(c))));
  }
  for (let i = 8; i < size - 8; i++) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  const places = VERSIONS[version - 1][2];
  for (const row of places) {
    for (const column of places) {
      if ((row === 6 && (column === 6 || column === size - 7)) || (column === 6 && row === size - 7)) continue;
      for (let r = -2; r <= 2; r++) for (let c = -2; c <= 2; c++) set(row + r, column + c, Math.max(Math.abs(r), Math.abs(c)) !== 1);
    }
  }
  const format = remainder(mask, 0b10100110111, 10) ^ 0b101010000010010;
  for (let i = 0; i < 15; i++) {
    const dark = (format >> i) & 1;
    if (i < 8) set(8, size - 1 - i, dark);
    else set(size - 15 + i, 8, dark);
    if (i < 6) set(i, 8, dark);
    else if (i < 8) set(i + 1, 8, dark);
    else if (i === 8) set(8, 7, dark);
    else set(8, 14 - i, dark);
  }
  set(size - 8, 8, true);
  if (version > 6) {
    const about = remainder(version, 0b1111100100101, 12);
    for (let i = 0; i < 18; i++) {
      set(Math.floor(i / 3), size - 11 + (i % 3), (about >> i) & 1);
      set(size - 11 + (i % 3), Math.floor(i / 3), (about >> i) & 1);
    }
  }
  let bit = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let i = 0; i < size; i++) {
      const row = ((right + 1) & 2) === 0 ? size - 1 - i : i;
      for (const column of [right, right - 1]) {
        if (grid[row][column] !== null) continue;
        const dark = ((words[bit >> 3] || 0) >> (7 - (bit & 7))) & 1;
        bit++;
        grid[row][column] = Boolean(dark) !== (MASKS[mask](row, column) === 0);
      }
    }
  }
  return grid;
}

// The code as rows of true (dark) and false, and the mask it was drawn with.
export function qr(text) {
  const bytes = new TextEncoder().encode(text);
  const version = VERSIONS.findIndex(([, sizes], i) => sizes.reduce((a, b) => a + b) >= bytes.length + (i < 9 ? 2 : 3)) + 1;
  if (!version) throw new RangeError('too long for a QR code');
  const words = codewords(bytes, version);
  let best = null;
  for (let mask = 0; mask < 8; mask++) {
    const grid = draw(words, version, mask);
    const score = penalty(grid);
    if (!best || score < best.score) best = { grid, mask, score };
  }
  return best;
}

// The code as a PNG in a data: address, at least `least` pixels wide, with a quiet zone of four modules.
export function png(text, least = 480) {
  const { grid } = qr(text);
  const modules = grid.length + 8;
  const scale = Math.ceil(least / modules);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = modules * scale;
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = '#000';
  grid.forEach((row, r) => row.forEach((dark, c) => { if (dark) pen.fillRect((c + 4) * scale, (r + 4) * scale, scale, scale); }));
  return canvas.toDataURL('image/png');
}
