import { Box } from './box'
import { cls } from './class-names'
import { countText } from './count-text'
import { Tap } from './tap'
import { useArrowKeys } from './arrow-keys'

export interface Tab {
  readonly value: string
  readonly label: string
  readonly count?: number | undefined
}

interface TabsProps {
  readonly label: string
  readonly tabs: readonly Tab[]
  readonly value: string
  readonly onChange: (value: string) => void
}

/** Parts of one page, under its title; arrow keys move between them. */
export function Tabs({ label, tabs, value, onChange }: TabsProps) {
  const keys = useArrowKeys(
    tabs.map((tab) => tab.value),
    value,
    onChange,
  )
  return (
    <Box role="tablist" label={label} className="tabs" {...keys}>
      {tabs.map((tab) => {
        const on = tab.value === value
        return (
          <Tap
            key={tab.value}
            role="tab"
            selected={on}
            tabIndex={on ? 0 : -1}
            className={cls('tabs__tab', on && 'tabs__tab--on')}
            label={tab.count === undefined ? tab.label : `${tab.label}，${countText(tab.count)} 条`}
            onTap={() => onChange(tab.value)}
          >
            {tab.label}
            {tab.count !== undefined && (
              <Box as="span" className="tabs__count">
                {countText(tab.count)}
              </Box>
            )}
          </Tap>
        )
      })}
    </Box>
  )
}
