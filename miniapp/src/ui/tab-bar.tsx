import { Box } from './box'
import { cls } from './class-names'
import { Icon } from './icon'
import type { TabName } from './page-frame.types'
import { Tap } from './tap'

const tabs: readonly { readonly name: TabName; readonly title: string }[] = [
  { name: 'home', title: '首页' },
  { name: 'services', title: '办事' },
  { name: 'council', title: '议事' },
  { name: 'me', title: '我的' },
]

/** The tab bar of the web page, and of WeChat in elder mode. */
export function TabBar({ current }: { readonly current: TabName }) {
  return (
    <Box as="nav" label="主要页面" className="tab-bar">
      {tabs.map(({ name, title }) => {
        const on = name === current
        return (
          <Tap
            key={name}
            to={`/pages/${name}`}
            current={on}
            selected={on}
            className={cls('tab-bar__tab', on && 'tab-bar__tab--on')}
          >
            <Icon name={name} />
            <Box as="span">{title}</Box>
          </Tap>
        )
      })}
    </Box>
  )
}
