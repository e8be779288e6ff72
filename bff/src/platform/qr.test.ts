import { encode } from 'uqr'
import { qrPath } from './qr'

test('the path covers exactly the dark modules of the code', () => {
  const text = 'otpauth://totp/Linli:138?secret=JBSWY3DPEHPK3PXP&issuer=Linli'
  const { size, path } = qrPath(text)
  const drawn = Array.from({ length: size }, () => Array.from({ length: size }, () => false))
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    const row = drawn[Number(y)] ?? []
    row.fill(true, Number(x), Number(x) + Number(length))
  }
  expect(drawn).toEqual(encode(text, { ecc: 'M', border: 4, maskPattern: 0 }).data)
  expect(path.replaceAll(/M\d+ \d+h(\d+)v1h-\1z/g, '')).toBe('')
})
