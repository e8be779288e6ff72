/** `0571-0000 0000`, `138 0000 0011`: a number as it is read aloud; short ones (12345) stay as they are. */
export function phoneText(number: string): string {
  if (/^1\d{10}$/.test(number)) return `${number.slice(0, 3)} ${number.slice(3, 7)} ${number.slice(7)}`
  // Beijing, Shanghai and the other 02x have an area code of three digits, everybody else one of four.
  const [, area, rest = ''] = /^(010|02\d|0\d{3})(\d{7,8})$/.exec(number) ?? []
  if (area === undefined) return number
  return `${area}-${rest.slice(0, -4)} ${rest.slice(-4)}`
}
