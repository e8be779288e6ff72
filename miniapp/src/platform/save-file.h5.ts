/** Has the browser save a file; the server names it. */
export function saveFile(url: string, _fileName: string): Promise<boolean> {
  const link = document.createElement('a')
  link.href = url
  link.rel = 'noopener'
  document.body.append(link)
  link.click()
  link.remove()
  return Promise.resolve(true)
}
