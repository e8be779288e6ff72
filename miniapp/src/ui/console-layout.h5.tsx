import { useDidShow } from '@tarojs/taro'
import { useEffect, useRef } from 'react'
import { goBack } from '@/platform/navigate'
import { noteNewScreen } from '@/platform/second-tap'
import { useTheme } from '@/platform/theme'
import { cls } from './class-names'
import { ConsoleNav } from './console-nav'
import type { ConsoleLayoutProps } from './console-layout.types'
import { Icon } from './icon'
import { Page } from './page'
import { usePageFocus } from './page-focus.h5'
import { PlaceSwitch } from './place-switch'
import { SecondFactorSheet } from './second-factor-sheet'
import { ToastHost } from './toast'
import { useWide } from './wide'

function Desk(props: ConsoleLayoutProps) {
  const { title, heading = true, note, acts, banner, backTo, children, panel } = props
  const theme = useTheme()
  const root = useRef<HTMLDivElement>(null)
  const main = useRef<HTMLElement>(null)
  const focus = usePageFocus(root)
  const Title = heading ? 'h1' : 'div'
  const shown = `${title} · 邻里智治`
  useEffect(() => {
    document.title = shown
  }, [shown])
  useDidShow(() => {
    document.title = shown
  })
  useDidShow(noteNewScreen)
  return (
    <div ref={root} className={cls('page', 'console', theme.stacked && 'page--stacked')} {...focus}>
      <button type="button" className="skip-link" onClick={() => main.current?.focus()}>
        跳到正文
      </button>
      <ConsoleNav {...props} />
      <div className="console__desk">
        <header className="console__top">
          {props.inside && (
            <button type="button" className="console__back" aria-label="返回" onClick={() => goBack(backTo)}>
              <Icon name="chevron-left" size="s" />
            </button>
          )}
          <Title className="console__title">{title}</Title>
          {note !== undefined && <div className="console__note">{note}</div>}
          <div className="console__acts">{acts}</div>
        </header>
        {banner}
        <div className="console__work">
          {/* In the order of the Tab key: a page to read has nothing else to scroll it by without a mouse. */}
          <main ref={main} tabIndex={0} aria-label={title} className="console__list">
            {children}
          </main>
          {panel}
        </div>
      </div>
      <ToastHost />
      <SecondFactorSheet />
    </div>
  )
}

/** The desk from 1024 px on; below it the phone's page, with the panel in place of the list when open. */
export function ConsoleLayout(props: ConsoleLayoutProps) {
  const wide = useWide()
  if (wide) return <Desk {...props} />
  const { title, heading, bar, backTo, banner, children, panel, inside, place, onPlace } = props
  return (
    <Page
      title={title}
      heading={heading}
      staff
      bar={panel === undefined ? bar : undefined}
      backTo={backTo}
      banner={banner}
    >
      {!inside && onPlace !== undefined && <PlaceSwitch place={place} onPlace={onPlace} />}
      {panel ?? children}
    </Page>
  )
}
