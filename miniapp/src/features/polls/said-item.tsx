import { momentText } from '@linli/shared/time'
import type { ReactNode } from 'react'
import { Box } from '@/ui/box'
import { Names } from '@/ui/names'
import { StatusPill } from '@/ui/status-pill'
import './said-item.scss'

interface SaidItemProps {
  /** `等答复`, `成立`, `不成立`; absent where nobody answers. */
  readonly standing?: string
  readonly waits?: boolean
  /** When it was said, or whose row it is about. */
  readonly head: string
  /** What is known of who says it or of what it is about. */
  readonly about?: ReactNode
  readonly text: string
  /** Who answers, when and why. */
  readonly answer?: { readonly byName: string; readonly at: string; readonly reason: string } | null
  /** What may be done about it. */
  readonly children?: ReactNode
}

/** When something was said or answered, as its readers say it. */
export const saidAt = (iso: string): string => momentText(new Date(iso), new Date())

/** What somebody on the roll says, and what is answered: the same for who says it and for the desk. */
export function SaidItem({ standing, waits, head, about, text, answer, children }: SaidItemProps) {
  return (
    <Box className="said">
      <Box className="said__head">
        {standing !== undefined && <StatusPill tone={waits ? 'you' : 'done'}>{standing}</StatusPill>}
        <Box as="span">
          <Names>{head}</Names>
        </Box>
      </Box>
      {about !== undefined && <Box className="said__by">{about}</Box>}
      <Box className="said__text">{text}</Box>
      {answer && (
        <Box className="said__answer">{`${answer.byName}，${saidAt(answer.at)}：${answer.reason}`}</Box>
      )}
      {children}
    </Box>
  )
}

/** How a doubt about the record of a vote stands, in a word. */
export const findingStanding = (finding: { readonly upheld: boolean } | null): string =>
  finding === null ? '等答复' : finding.upheld ? '查实了' : '没有查实'

/** How an objection stands, in a word. */
export const objectionStanding = (decision: { readonly accepted: boolean } | null): string =>
  decision === null ? '等答复' : decision.accepted ? '成立' : '不成立'
