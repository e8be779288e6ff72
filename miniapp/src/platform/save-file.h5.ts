/**
 * Saves a file from a signed address; the server names it. A link, because a browser stops windows that open by
 * themselves once an answer was waited for.
 */
export function saveFile(url: string): Promise<boolean> {
  const link = document.createElement('a')
  link.href = url
  link.download = ''
  link.hidden = true
  document.body.append(link)
  link.click()
  link.remove()
  return Promise.resolve(true)
}
