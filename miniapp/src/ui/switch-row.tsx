import { Box } from './box'
import { cls } from './class-names'
import { Icon } from './icon'
import type { IconName } from './icon-name'
import { Tap } from './tap'

interface SwitchRowProps {
  readonly title: string
  readonly detail?: string | undefined
  readonly icon?: IconName | undefined
  readonly on: boolean
  readonly onChange: (on: boolean) => void
  readonly disabled?: boolean
}

/** A setting that takes effect at once; the whole row is the target. */
export function SwitchRow({ title, detail, icon, on, onChange, disabled }: SwitchRowProps) {
  return (
    <Box className={cls('list-row', icon !== undefined && 'list-row--icon')}>
      <Tap
        className="list-row__main"
        role="switch"
        checked={on}
        disabled={disabled}
        label={[title, detail].filter(Boolean).join('，')}
        onTap={() => onChange(!on)}
      >
        {icon !== undefined && (
          <Box className="list-row__lead list-row__lead--icon">
            <Icon name={icon} />
          </Box>
        )}
        <Box className="list-row__body">
          <Box className="list-row__words">
            <Box className="list-row__title">{title}</Box>
            {detail !== undefined && <Box className="list-row__detail">{detail}</Box>}
          </Box>
        </Box>
        <Box hidden className={cls('switch', on && 'switch--on')} />
      </Tap>
    </Box>
  )
}
