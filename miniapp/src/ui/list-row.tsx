import type { ReactNode } from 'react'
import { Box } from './box'
import { cls } from './class-names'
import { Icon } from './icon'
import type { IconName } from './icon-name'
import { Names } from './names'
import { Tap } from './tap'

/**
 * WeChat reads a row by its label. A browser reads what is written in it: a label beside it would have to repeat
 * every visible word (WCAG 2.5.3), down to the number in a ring.
 */
const needsLabel = process.env.TARO_ENV === 'weapp'

interface ListRowProps {
  readonly title: ReactNode
  readonly detail?: ReactNode
  /** Pill and time below the title. */
  readonly meta?: ReactNode
  readonly value?: ReactNode
  /** A plain icon, or one on a tinted disc, or any 40 px lead such as a ring. `chevron-left` leads back, and nowhere on. */
  readonly icon?: IconName | undefined
  readonly disc?: IconName | undefined
  readonly lead?: ReactNode
  readonly unread?: boolean
  readonly selected?: boolean
  readonly to?: string | undefined
  readonly onTap?: (() => void) | undefined
  /** The row as one sentence for a screen reader: title, state, time. */
  readonly label?: string | undefined
  /** A button or a switch of its own at the right; not part of the row's target. */
  readonly action?: ReactNode
  /** Two buttons leave the words no room on a phone: there they stand below. */
  readonly actsBelow?: boolean
}

function Lead({ icon, disc, lead }: Pick<ListRowProps, 'icon' | 'disc' | 'lead'>) {
  if (lead !== undefined) return <Box className="list-row__lead">{lead}</Box>
  if (disc !== undefined) {
    return (
      <Box className="list-row__lead list-row__disc">
        <Icon name={disc} size="s" />
      </Box>
    )
  }
  if (icon === undefined) return null
  return (
    <Box className="list-row__lead list-row__lead--icon">
      <Icon name={icon} />
    </Box>
  )
}

/** A row of a list. At large type the value goes below the title. */
export function ListRow(props: ListRowProps) {
  const { title, detail, meta, value, unread, to, onTap, label, action } = props
  const acts = to !== undefined || onTap !== undefined
  const unreadWord = unread && !needsLabel
  const content = (
    <>
      <Lead icon={props.icon} disc={props.disc} lead={props.lead} />
      <Box className="list-row__body">
        <Box className="list-row__words">
          <Box className="list-row__title">
            {unreadWord && (
              <Box as="span" className="only-spoken">
                未读，
              </Box>
            )}
            <Names>{title}</Names>
          </Box>
          {detail !== undefined && (
            <Box className="list-row__detail">
              <Names>{detail}</Names>
            </Box>
          )}
          {meta !== undefined && <Box className="list-row__meta">{meta}</Box>}
        </Box>
        {value !== undefined && <Box className="list-row__value">{value}</Box>}
      </Box>
      {acts && props.icon !== 'chevron-left' && (
        <Icon name="chevron-right" size="xs" className="list-row__chevron" />
      )}
    </>
  )
  const spoken = label !== undefined && unread ? `未读，${label}` : label
  return (
    <Box
      className={cls(
        'list-row',
        (props.lead !== undefined || props.disc !== undefined) && 'list-row--disc',
        props.icon !== undefined && 'list-row--icon',
        unread && 'list-row--unread',
        props.selected && 'list-row--selected',
        props.actsBelow && 'list-row--acts-below',
      )}
    >
      {acts ? (
        <Tap className="list-row__main" to={to} onTap={onTap} label={needsLabel ? spoken : undefined}>
          {content}
        </Tap>
      ) : (
        <Box className="list-row__main">{content}</Box>
      )}
      {action !== undefined && <Box className="list-row__action">{action}</Box>}
    </Box>
  )
}
