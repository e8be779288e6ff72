/** Tells the server which release asks, so that it can refuse one it no longer serves (`client_too_old`). */
export const clientName = `${process.env.TARO_ENV}/0.1.0`

export const apiBase = `${LINLI_API_BASE}/api/v1`

/**
 * A file's address as the server signs it (`/api/v1/files/…`) made absolute for WeChat, which knows no origin.
 */
export function fileUrl(address: string): string {
  return address.startsWith('/') ? LINLI_API_BASE + address : address
}
