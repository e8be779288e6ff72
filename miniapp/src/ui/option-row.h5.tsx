import { cls } from './class-names'
import { Names } from './names'
import type { OptionRowProps } from './option-row.types'

/** A real radio or checkbox under the drawn mark, so that arrow keys and space work as everywhere. */
export function OptionRow({ group, kind, title, detail, chosen, refused, onChoose }: OptionRowProps) {
  const second = refused ?? detail
  return (
    <label
      className={cls(
        'option-row',
        chosen && 'option-row--chosen',
        refused !== undefined && 'option-row--refused',
      )}
    >
      <input
        className="option-row__input"
        type={kind === 'radio' ? 'radio' : 'checkbox'}
        name={group}
        checked={chosen}
        disabled={refused !== undefined}
        onChange={onChoose}
      />
      <span className={`option-row__mark option-row__mark--${kind}`} aria-hidden="true" />
      <span className="option-row__words">
        <span className="option-row__title">
          <Names>{title}</Names>
        </span>
        {second !== undefined && (
          <span className="option-row__detail">
            <Names>{second}</Names>
          </span>
        )}
      </span>
    </label>
  )
}
