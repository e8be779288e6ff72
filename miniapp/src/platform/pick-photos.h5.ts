import type { LocalFile } from './photos.types'

/** Long side of a photo after compression, px; enough to read a meter, a tenth of the bytes. */
const LONG_SIDE = 2_000
const JPEG_QUALITY = 0.85

/** Smaller and turned upright; the file itself when the browser cannot read it (the server says why). */
async function compress(file: File): Promise<Blob> {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, LONG_SIDE / Math.max(bitmap.width, bitmap.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(bitmap.width * scale)
    canvas.height = Math.round(bitmap.height * scale)
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    bitmap.close()
    const smaller = await new Promise<Blob | null>((resolve) =>
      canvas.toBlob(resolve, 'image/jpeg', JPEG_QUALITY),
    )
    return smaller !== null && smaller.size < file.size ? smaller : file
  } catch {
    return file
  }
}

/** Lets the person choose files of these kinds; none when they think better of it. */
export function chooseFiles(accept: string, multiple: boolean): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = accept
    input.multiple = multiple
    input.hidden = true
    const finish = (files: File[]) => {
      input.remove()
      resolve(files)
    }
    input.onchange = () => finish([...(input.files ?? [])])
    input.addEventListener('cancel', () => finish([]))
    // In the document, so that a test and an assistive technology can find it.
    document.body.append(input)
    input.click()
  })
}

/** Lets the person choose photos; an empty list when they think better of it. */
export async function pickPhotos(most: number): Promise<LocalFile[]> {
  const files = await chooseFiles('image/jpeg,image/png,image/webp', most > 1)
  return Promise.all(
    files.slice(0, most).map(async (file) => {
      const source = await compress(file)
      return { url: URL.createObjectURL(source), name: file.name, source }
    }),
  )
}

/** Lets the person choose one document whose name ends like one of these (`pdf`). */
export async function pickDocument(nameEnds: readonly string[]): Promise<LocalFile | undefined> {
  const [file] = await chooseFiles(nameEnds.map((end) => `.${end}`).join(), false)
  return file && { url: '', name: file.name, source: file }
}

/** Lets the person choose one sheet of rows. */
export async function pickSheet(): Promise<LocalFile | undefined> {
  const [file] = await chooseFiles('.xlsx,.csv,.xls', false)
  return file && { url: '', name: file.name, source: file }
}
