/** Opens a stored document in a new tab; the server says whether it is shown or saved. */
export function openFile(url: string): Promise<boolean> {
  return Promise.resolve(window.open(url, '_blank', 'noopener') !== undefined)
}
