import { maskedFieldLabel, type MaskedField } from '@linli/shared/people/people.kinds'
import { useState } from 'react'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { PurposeSheet } from './purpose-sheet'
import { useUnmask } from './queries'
import { useRevealed } from './use-revealed'

interface MaskedValueProps {
  readonly personId: string
  readonly field: MaskedField
  readonly masked: string
  /** False where the role may not, or there is nothing behind the mask. */
  readonly canUnmask: boolean
}

/** A value as it stands on the card, and in full for half a minute after saying what for. */
export function MaskedValue({ personId, field, masked, canUnmask }: MaskedValueProps) {
  const [asking, setAsking] = useState(false)
  const [shown, show] = useRevealed<string>()
  const unmask = useUnmask(personId)
  const label = maskedFieldLabel[field]
  return (
    <Box className="masked">
      <Box as="span" className="masked__value" live="polite">
        {shown ?? masked}
      </Box>
      {canUnmask &&
        (shown === undefined ? (
          <Button kind="plain" small icon="eye" label={`查看完整${label}`} onTap={() => setAsking(true)}>
            查看
          </Button>
        ) : (
          <Button kind="plain" small icon="eye-off" label={`遮住${label}`} onTap={() => show(undefined)}>
            遮住
          </Button>
        ))}
      {asking && (
        <PurposeSheet
          open
          title={`为什么要看完整${label}`}
          busy={unmask.isPending}
          error={unmask.error}
          onLook={(purpose) =>
            unmask.mutate(
              { field, purpose },
              {
                onSuccess: ({ value }) => {
                  show(value ?? '没有登记')
                  setAsking(false)
                  unmask.reset()
                },
              },
            )
          }
          onClose={() => {
            unmask.reset()
            setAsking(false)
          }}
        />
      )}
    </Box>
  )
}
