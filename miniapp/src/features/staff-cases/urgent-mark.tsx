import type { OpinionStatus } from '@linli/shared/opinions/opinions.machine'
import { Box } from '@/ui/box'
import { Icon } from '@/ui/icon'

/** Somebody has answered, refused or taken it back: nothing is urgent about it any more. */
const over: readonly OpinionStatus[] = ['answered', 'closed', 'rejected', 'withdrawn']

interface UrgentFacts {
  readonly category: { readonly urgent: boolean }
  readonly status: OpinionStatus
}

/** Whether a case stands in no line (domain facts §6.1: within 30 minutes, round the clock). */
export const isUrgent = ({ category, status }: UrgentFacts): boolean =>
  category.urgent && !over.includes(status)

/** Word and siren, so that it is seen without colour too. */
export function UrgentMark() {
  return (
    <Box as="span" className="urgent-mark">
      <Icon name="emergency" size="xs" />
      <Box as="span">紧急</Box>
    </Box>
  )
}
