/** Has the browser save a text as a file. */
export function saveText(text: string, fileName: string): Promise<boolean> {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  document.body.append(link)
  link.click()
  link.remove()
  URL.revokeObjectURL(url)
  return Promise.resolve(true)
}
