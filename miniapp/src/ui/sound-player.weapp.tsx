import Taro from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { Button } from './button'
import type { SoundPlayerProps } from './sound-player.types'

/** WeChat has no player to show: a button that plays and stops. */
export function SoundPlayer({ src, label }: SoundPlayerProps) {
  const player = useRef<ReturnType<typeof Taro.createInnerAudioContext>>()
  const [playing, setPlaying] = useState(false)
  useEffect(() => () => player.current?.destroy(), [])
  const tap = () => {
    const now = player.current ?? Taro.createInnerAudioContext()
    player.current = now
    if (playing) {
      now.stop()
      setPlaying(false)
      return
    }
    now.src = src
    now.onEnded(() => setPlaying(false))
    now.onError(() => setPlaying(false))
    now.play()
    setPlaying(true)
  }
  return (
    <Button kind="outline" small icon={playing ? 'stop' : 'play'} onTap={tap}>
      {playing ? '停下' : `听${label}`}
    </Button>
  )
}
