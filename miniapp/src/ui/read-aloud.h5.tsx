import { useDidHide } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { readAloud } from '@/platform/say-aloud'
import { Icon } from './icon'

/** What stands on the page as a person sees it, line by line. */
const linesOf = (page: Element | null | undefined): string[] =>
  [...(page?.querySelectorAll<HTMLElement>('.nav-bar__title, main') ?? [])].flatMap((part) =>
    part.innerText.split('\n').filter((line) => line.trim() !== ''),
  )

/** 读给我听: reads the page from its title down; a second tap stops. Nothing where the browser has no voice. */
export function ReadAloud() {
  const button = useRef<HTMLButtonElement>(null)
  const [stop, setStop] = useState<() => void>()
  const silence = () => stop?.()
  useDidHide(silence)
  useEffect(() => () => stop?.(), [stop])
  if (readAloud === undefined) return null
  const read = () => {
    const end = readAloud?.(linesOf(button.current?.closest('.page')), () => setStop(undefined))
    setStop(() => end)
  }
  return (
    <button ref={button} type="button" className="read-aloud" onClick={stop === undefined ? read : silence}>
      <Icon name={stop === undefined ? 'read-aloud' : 'stop'} size="s" />
      {stop === undefined ? '读给我听' : '不读了'}
    </button>
  )
}
