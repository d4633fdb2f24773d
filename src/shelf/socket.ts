import type { Deps } from '#src/deps.ts';
import type { CommandHandlers } from '#src/platform/edge/types.ts';
import { addItem } from './add-item.ts';
import { addUnits } from './add-units.ts';
import { pinItem, unpinItem } from './pin-item.ts';
import { removeItem } from './remove-item.ts';
import { sortShelf } from './sort-shelf.ts';

export function shelfCommands(deps: Deps): CommandHandlers {
  return {
    'shelf:add': ({ actor, input }) => addItem(deps, actor, input),
    'shelf:add-units': ({ actor, input }) => addUnits(deps, actor, input),
    'shelf:remove': ({ actor, input }) => removeItem(deps, actor, input),
    'shelf:sort': ({ actor, input }) => sortShelf(deps, actor, input),
    'shelf:pin': ({ actor, input }) => pinItem(deps, actor, input),
    'shelf:unpin': ({ actor, input }) => unpinItem(deps, actor, input),
  };
}
