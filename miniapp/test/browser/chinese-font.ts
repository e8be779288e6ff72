import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { inflateSync } from 'node:zlib'

/**
 * A Chinese system font for a machine that may have none: without it Chromium draws nothing at all where
 * Chinese stands, and every picture is blank without any test failing. The npm package brings WOFF files,
 * fontconfig wants TrueType, and the step between them is unpacking.
 */

/** WOFF 1.0 (W3C Recommendation 2012) back to the font it was packed from. */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF 1.0 file')
  const count = woff.readUInt16BE(12)
  const head = Buffer.alloc(12 + 16 * count)
  woff.copy(head, 0, 4, 8)
  head.writeUInt16BE(count, 4)
  const power = 2 ** Math.floor(Math.log2(count))
  head.writeUInt16BE(power * 16, 6)
  head.writeUInt16BE(Math.log2(power), 8)
  head.writeUInt16BE((count - power) * 16, 10)
  const parts: Buffer[] = [head]
  let offset = head.length
  for (let index = 0; index < count; index += 1) {
    const entry = 44 + 20 * index
    const from = woff.readUInt32BE(entry + 4)
    const packed = woff.readUInt32BE(entry + 8)
    const size = woff.readUInt32BE(entry + 12)
    const bytes = woff.subarray(from, from + packed)
    const table = packed < size ? inflateSync(bytes) : bytes
    const record = 12 + 16 * index
    woff.copy(head, record, entry, entry + 4)
    woff.copy(head, record + 4, entry + 16, entry + 20)
    head.writeUInt32BE(offset, record + 8)
    head.writeUInt32BE(size, record + 12)
    const padding = Buffer.alloc((4 - (size % 4)) % 4)
    parts.push(table, padding)
    offset += size + padding.length
  }
  return Buffer.concat(parts)
}

/** Puts the fonts and a fontconfig file that knows nothing else into `folder`; returns the file's path. */
export async function installChineseFont(folder: string): Promise<string> {
  const fonts = path.join(folder, 'fonts')
  await mkdir(fonts, { recursive: true })
  const require = createRequire(__filename)
  const source = path.join(path.dirname(require.resolve('@fontsource/noto-sans-sc/package.json')), 'files')
  for (const subset of ['chinese-simplified', 'latin']) {
    for (const weight of [400, 500, 600]) {
      const name = `noto-sans-sc-${subset}-${weight}-normal`
      await writeFile(
        path.join(fonts, `${name}.ttf`),
        unpackWoff(await readFile(path.join(source, `${name}.woff`))),
      )
    }
  }
  const config = path.join(folder, 'fonts.conf')
  await writeFile(
    config,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir>` +
      `<cachedir>${path.join(folder, 'font-cache')}</cachedir></fontconfig>`,
  )
  return config
}
