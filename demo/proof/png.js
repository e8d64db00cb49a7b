// Screenshots as PNG with a palette of at most 256 colours: about a third of what browsers write. (PNG specification, second edition, W3C 2003.)
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const [COLOUR, COLOUR_ALPHA, PALETTE] = [2, 6, 3]

/** @typedef {{ width: number, height: number, channels: number, pixels: Uint8Array }} Image */

/** @param {Buffer} png of 8 bits a channel, with colour and without interlacing, as Chromium writes it */
export function smallPng(png) {
  const image = decode(png)
  const { width, height } = image
  const { palette, indices } = reduced(image)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, PALETTE, 0, 0, 0], 8)
  const rows = Buffer.alloc(height * (width + 1))
  for (let y = 0; y < height; y++) rows.set(indices.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  const parts = [
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return Buffer.concat([SIGNATURE, ...parts])
}

/**
 * @param {string} type
 * @param {Uint8Array} data
 */
function chunk(type, data) {
  const whole = Buffer.alloc(data.length + 12)
  whole.writeUInt32BE(data.length, 0)
  whole.write(type, 4, 'latin1')
  whole.set(data, 8)
  whole.writeUInt32BE(crc32(whole.subarray(4, data.length + 8)), data.length + 8)
  return whole
}

/**
 * @param {Buffer} png
 * @returns {Image}
 */
function decode(png) {
  const [width, height, depth, type, interlaced] = [png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25], png[28]]
  if (depth !== 8 || interlaced !== 0 || (type !== COLOUR && type !== COLOUR_ALPHA)) throw new Error('this kind of PNG is not read')
  /** @type {Buffer[]} */
  const packed = []
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') packed.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  }
  const channels = type === COLOUR ? 3 : 4
  return { width, height, channels, pixels: unfiltered(inflateSync(Buffer.concat(packed)), width * channels, height, channels) }
}

/**
 * Each line begins with how its bytes are predicted from those to the left and above.
 * @param {Uint8Array} lines
 * @param {number} length bytes of a line
 * @param {number} height
 * @param {number} channels
 */
function unfiltered(lines, length, height, channels) {
  const pixels = new Uint8Array(length * height)
  for (let y = 0; y < height; y++) {
    const filter = lines[y * (length + 1)]
    for (let x = 0; x < length; x++) {
      const at = y * length + x
      const left = x < channels ? 0 : pixels[at - channels]
      const above = y === 0 ? 0 : pixels[at - length]
      const corner = x < channels || y === 0 ? 0 : pixels[at - length - channels]
      const predicted = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter]
      pixels[at] = lines[y * (length + 1) + 1 + x] + predicted
    }
  }
  return pixels
}

/**
 * @param {number} left
 * @param {number} above
 * @param {number} corner
 */
function paeth(left, above, corner) {
  const guess = left + above - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? above : corner
}

/**
 * Colours that share their upper bits become their mean, with as few bits dropped as make 256 groups of them.
 * @param {Image} image
 */
function reduced({ pixels, channels, width, height }) {
  for (let dropped = 0; ; dropped++) {
    /** @type {Map<number, { index: number, sums: number[], count: number }>} */
    const groups = new Map()
    const indices = new Uint8Array(width * height)
    for (let i = 0; i < indices.length && groups.size <= 256; i++) {
      const [r, g, b] = pixels.subarray(i * channels, i * channels + 3)
      const key = ((r >> dropped) << 16) | ((g >> dropped) << 8) | (b >> dropped)
      let group = groups.get(key)
      if (!group) groups.set(key, (group = { index: groups.size, sums: [0, 0, 0], count: 0 }))
      group.sums[0] += r
      group.sums[1] += g
      group.sums[2] += b
      group.count++
      indices[i] = group.index
    }
    if (groups.size > 256) continue
    const palette = Uint8Array.from([...groups.values()].flatMap(({ sums, count }) => sums.map((sum) => Math.round(sum / count))))
    return { palette, indices }
  }
}
