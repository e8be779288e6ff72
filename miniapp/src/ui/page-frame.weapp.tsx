import { NavigationBar, PageMeta, View } from '@tarojs/components'
import Taro, { useDidShow } from '@tarojs/taro'
import { useEffect } from 'react'
import { cls } from './class-names'
import type { PageFrameProps } from './page-frame.types'
import { TabBar } from './tab-bar'

/** Grounds of the three themes (design §2), for the area behind the page. */
const ground = { light: '#F1F4F3', dark: '#0E1312', elder: '#EDF1EF' } as const

/** Elder mode brings a taller tab bar of its own; WeChat's cannot grow. */
function useTabBar(elder: boolean, isTab: boolean): void {
  const follow = () => {
    if (!isTab) return
    // Fails while another page lies on top; onShow tries again.
    const change = elder ? Taro.hideTabBar() : Taro.showTabBar()
    void change.catch(() => undefined)
  }
  useEffect(follow, [elder, isTab])
  useDidShow(follow)
}

/** WeChat's own navigation bar; theme and font size reach the whole page through page-meta. */
export function PageFrame(props: PageFrameProps) {
  const { theme, className, title, tab, masthead, aside, bar, banner, children } = props
  useTabBar(theme.name === 'elder', tab !== undefined)
  const elderTab = tab !== undefined && theme.name === 'elder'
  return (
    <>
      <PageMeta
        pageStyle={theme.ownScale ? `--fs-user:${theme.scale}` : ''}
        backgroundColor={ground[theme.name]}
      >
        <NavigationBar
          title={title}
          frontColor={theme.name === 'dark' ? '#ffffff' : '#000000'}
          backgroundColor={theme.name === 'dark' ? '#171E1C' : '#FFFFFF'}
        />
      </PageMeta>
      <View className={cls('page', 'page--weapp', `theme-${theme.name}`, className)}>
        {banner}
        {masthead}
        {aside !== undefined && <View className="page__aside">{aside}</View>}
        <View className={cls('page__body', elderTab && 'page__body--elder-tab')}>{children}</View>
        {bar !== undefined && <View className="page__bar">{bar}</View>}
        {elderTab && <TabBar current={tab} />}
      </View>
    </>
  )
}
