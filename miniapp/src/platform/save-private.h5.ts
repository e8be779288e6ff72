import { privatePhoto } from './private-photo'

/** Downloads a file that only the bearer may have, and has the browser save it. Throws as `privatePhoto` does. */
export async function savePrivate(path: string, fileName: string): Promise<boolean> {
  const { url, forget } = await privatePhoto(path)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  document.body.append(link)
  link.click()
  link.remove()
  forget()
  return true
}
