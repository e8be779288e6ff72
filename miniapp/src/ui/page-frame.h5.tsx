import { useEffect, useRef } from 'react'
import { useDidShow } from '@tarojs/taro'
import { goBack } from '@/platform/navigate'
import { noteNewScreen } from '@/platform/second-tap'
import { cls } from './class-names'
import { Icon } from './icon'
import { usePageFocus } from './page-focus.h5'
import type { PageFrameProps } from './page-frame.types'
import { ReadAloud } from './read-aloud'
import { TabBar } from './tab-bar'

const PRODUCT = '邻里智治'

/** The browser tab's title, also after coming back to the page. */
function usePageTitle(title: string): void {
  const shown = title === PRODUCT ? PRODUCT : `${title} · ${PRODUCT}`
  useEffect(() => {
    document.title = shown
  }, [shown])
  useDidShow(() => {
    document.title = shown
  })
}

/** Landmarks, a skip link, a bar with 返回, and the tab bar on the four main pages. */
export function PageFrame(props: PageFrameProps) {
  const { className, title, heading, tab, backTo, masthead, aside, bar, banner, children } = props
  const root = useRef<HTMLDivElement>(null)
  const main = useRef<HTMLElement>(null)
  const focus = usePageFocus(root)
  usePageTitle(title)
  useDidShow(noteNewScreen)
  const Title = heading ? 'h1' : 'div'
  return (
    <div ref={root} className={cls('page', 'page--h5', className)} {...focus}>
      <button type="button" className="skip-link" onClick={() => main.current?.focus()}>
        跳到正文
      </button>
      <header className={cls('nav-bar', tab !== undefined && 'nav-bar--tab')}>
        {tab === undefined && (
          <button type="button" className="nav-bar__back" aria-label="返回" onClick={() => goBack(backTo)}>
            <Icon name="chevron-left" />
          </button>
        )}
        {masthead ?? <Title className="nav-bar__title">{title}</Title>}
        <div className="nav-bar__aside">
          {aside}
          {props.readable && props.theme.name === 'elder' && <ReadAloud />}
        </div>
      </header>
      {banner}
      <main ref={main} tabIndex={-1} aria-label={title} className="page__body">
        {children}
      </main>
      {bar !== undefined && <footer className="page__bar">{bar}</footer>}
      {tab !== undefined && <TabBar current={tab} />}
    </div>
  )
}
