/**
 * 128 bits from the browser's strong generator, as 32 hexadecimal digits. There is no weaker way: where it is missing
 * this throws, and nothing is cast (a ballot code that can be guessed is no secret).
 */
export function drawCode(): Promise<string> {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Promise.resolve([...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(''))
}
