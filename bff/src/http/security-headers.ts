import type { Middleware } from 'koa'

/** What the page may load, and from where: itself. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  // Components set sizes and colours through style attributes.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
]

const everywhere = {
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-DNS-Prefetch-Control': 'off',
  'X-Download-Options': 'noopen',
  'X-Frame-Options': 'DENY',
  'X-Permitted-Cross-Domain-Policies': 'none',
  // The filters of old browsers, which this would turn on, are themselves a way in.
  'X-XSS-Protection': '0',
}

/**
 * The security headers of every answer (OWASP Secure Headers Project), as pairs.
 * @param tls the world reaches us by https. Only then may a browser be told to use nothing else; otherwise a phone
 *   on http://192.168.x.x would get a blank page.
 */
export function securityHeadersOf(tls: boolean): readonly (readonly [string, string])[] {
  const policy = tls ? [...contentSecurityPolicy, 'upgrade-insecure-requests'] : contentSecurityPolicy
  return Object.entries({
    'Content-Security-Policy': policy.join(';'),
    ...everywhere,
    ...(tls && {
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Origin-Agent-Cluster': '?1',
      'Strict-Transport-Security': 'max-age=31536000',
    }),
  })
}

/** Sets them, computed once. */
export function securityHeaders(tls: boolean): Middleware {
  const headers = securityHeadersOf(tls)
  return (context, next) => {
    for (const [name, value] of headers) context.res.setHeader(name, value)
    return next()
  }
}
