import { Image } from '@tarojs/components'
import type { PictureProps } from './picture.types'

/** A picture that loads when it comes near the screen. */
export function Picture({ src, alt = '', className }: PictureProps) {
  return (
    <Image
      className={className ?? ''}
      src={src}
      mode="aspectFill"
      lazyLoad
      ariaRole="img"
      ariaLabel={alt}
      ariaHidden={alt === ''}
    />
  )
}
