import type { PictureProps } from './picture.types'

/** A picture that loads when it comes near the screen. */
export function Picture({ src, alt = '', className }: PictureProps) {
  return <img className={className} src={src} alt={alt} loading="lazy" decoding="async" />
}
