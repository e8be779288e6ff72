/**
 * 26 random characters: for idempotency and refresh attempts. WeChat's strong generator only answers later,
 * and these values must differ, not be secret: each counts only beside a token that is.
 */
export function randomId(): string {
  const part = () => Math.random().toString(36).slice(2).padEnd(11, '0')
  return `${Date.now().toString(36)}${part()}${part()}`.slice(0, 26)
}
