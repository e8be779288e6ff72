import { useState } from 'react'
import { Banner } from './banner'
import { CANNOT_PLAY, type FilmPlayerProps } from './film-player.types'
import './film-player.scss'

/** The browser's own player; what it knows before it plays is the first picture. */
export function FilmPlayer({ src, label }: FilmPlayerProps) {
  const [broken, setBroken] = useState(false)
  return (
    <>
      <video
        className="film-player"
        src={src}
        controls
        playsInline
        preload="metadata"
        aria-label={label}
        onError={() => setBroken(true)}
      />
      {broken && <Banner kind="alert">{CANNOT_PLAY}</Banner>}
    </>
  )
}
