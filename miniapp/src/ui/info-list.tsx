import type { ReactNode } from 'react'
import { Box } from './box'
import { cls } from './class-names'
import { Names } from './names'

interface Fact {
  readonly name: string
  readonly value: ReactNode
  readonly strong?: boolean
}

interface InfoListProps {
  readonly facts: readonly Fact[]
  /** On the sunken ground of a quote, as in a notice. */
  readonly sunken?: boolean
}

/** Facts as name and value: 时间, 范围, 联系人. */
export function InfoList({ facts, sunken }: InfoListProps) {
  return (
    <Box as="dl" className={cls('info-list', sunken && 'info-list--sunken')}>
      {facts.map((fact) => (
        <Box key={fact.name} className="info-list__row">
          <Box as="dt" className="info-list__name">
            {fact.name}
          </Box>
          <Box as="dd" className={cls('info-list__value', fact.strong && 'info-list__value--strong')}>
            <Names>{fact.value}</Names>
          </Box>
        </Box>
      ))}
    </Box>
  )
}
