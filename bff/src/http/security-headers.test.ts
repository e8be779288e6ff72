import { securityHeadersOf } from './security-headers'

const plain = {
  'Content-Security-Policy':
    "default-src 'self';script-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data: blob:;media-src 'self' blob:;font-src 'self' data:;connect-src 'self';object-src 'none';base-uri 'self';form-action 'self';frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-DNS-Prefetch-Control': 'off',
  'X-Download-Options': 'noopen',
  'X-Frame-Options': 'DENY',
  'X-Permitted-Cross-Domain-Policies': 'none',
  'X-XSS-Protection': '0',
}

test('a phone that reaches us without TLS gets exactly these headers', () => {
  expect(Object.fromEntries(securityHeadersOf(false))).toEqual(plain)
})

test('behind TLS the browser is also told to use nothing else', () => {
  expect(Object.fromEntries(securityHeadersOf(true))).toEqual({
    ...plain,
    'Content-Security-Policy': `${plain['Content-Security-Policy']};upgrade-insecure-requests`,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Origin-Agent-Cluster': '?1',
    'Strict-Transport-Security': 'max-age=31536000',
  })
})
