import { Image } from '@tarojs/components'
import type { PictureProps } from './picture.types'

/** A picture that loads when it comes near the screen. */
export function Picture({ src, alt = '', className, whole = false }: PictureProps) {
  return (
    <Image
      className={className ?? ''}
      src={src}
      mode={whole ? 'widthFix' : 'aspectFill'}
      lazyLoad
      ariaRole="img"
      ariaLabel={alt}
      ariaHidden={alt === ''}
    />
  )
}
