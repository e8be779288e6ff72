import { Video } from '@tarojs/components'
import { useState } from 'react'
import { Banner } from './banner'
import { CANNOT_PLAY, type FilmPlayerProps } from './film-player.types'
import './film-player.scss'

/** WeChat's own player. */
export function FilmPlayer({ src, label }: FilmPlayerProps) {
  const [broken, setBroken] = useState(false)
  return (
    <>
      <Video
        className="film-player"
        src={src}
        title={label}
        ariaLabel={label}
        objectFit="contain"
        onError={() => setBroken(true)}
      />
      {broken && <Banner kind="alert">{CANNOT_PLAY}</Banner>}
    </>
  )
}
