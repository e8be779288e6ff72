/** Loads the page anew, which brings the release the server has. */
export function takeNewerRelease(): void {
  location.reload()
}
