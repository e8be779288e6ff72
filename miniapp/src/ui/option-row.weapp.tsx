import { Box } from './box'
import { cls } from './class-names'
import { Names } from './names'
import type { OptionRowProps } from './option-row.types'
import { Tap } from './tap'

/** The whole row is the target and says its state. */
export function OptionRow({ kind, title, detail, chosen, refused, onChoose }: OptionRowProps) {
  const second = refused ?? detail
  return (
    <Tap
      className={cls(
        'option-row',
        chosen && 'option-row--chosen',
        refused !== undefined && 'option-row--refused',
      )}
      role={kind === 'radio' ? 'radio' : 'checkbox'}
      checked={chosen}
      disabled={refused !== undefined}
      label={[title, second].filter(Boolean).join('，')}
      onTap={onChoose}
    >
      <Box hidden className={`option-row__mark option-row__mark--${kind}`} />
      <Box className="option-row__words">
        <Box className="option-row__title">
          <Names>{title}</Names>
        </Box>
        {second !== undefined && (
          <Box className="option-row__detail">
            <Names>{second}</Names>
          </Box>
        )}
      </Box>
    </Tap>
  )
}
