import { Box } from './box'

interface QrCodeProps {
  /** An SVG path over a square of `size` modules, quiet zone included; the server draws it. */
  readonly size: number
  readonly path: string
  /** What scanning it does. */
  readonly label: string
}

/** A QR code, always dark on white: scanners do not read it the other way round. */
export function QrCode({ size, path, label }: QrCodeProps) {
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${size} ${size}' shape-rendering='crispEdges'><path d='${path}'/></svg>`
  return (
    <Box
      role="img"
      label={label}
      className="qr-code"
      style={{ backgroundImage: `url("data:image/svg+xml,${encodeURIComponent(svg)}")` }}
    />
  )
}
