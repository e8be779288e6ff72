/** `13800000001` → `138****0001`: how a phone number is shown wherever it is not read in full. */
export function maskPhone(phone: string): string {
  return phone.length >= 7 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : '****'
}
