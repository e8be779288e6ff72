import { ZipFile } from 'yazl'

/** Packs the parts into one ZIP; the same parts at the same time give the same bytes. */
export async function packZip(
  files: readonly { readonly name: string; readonly bytes: Buffer }[],
  now: Date,
): Promise<Buffer> {
  const zip = new ZipFile()
  for (const { name, bytes } of files) zip.addBuffer(bytes, name, { mtime: now })
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}
