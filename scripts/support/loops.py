"""Which instructions of a function stand in loops, by its control flow."""


def in_loops(instructions, data):
    """The instructions from which a way through the function leads back to them. `data` is the program's
    read-only data, where jump tables stand."""
    places = in_jump_tables(instructions, data)
    blocks = basic_blocks(instructions, places)
    numbers = sorted(number for cycle in cycles(successors(blocks, places)) for number in cycle)
    return [i for number in numbers for i in blocks[number]]


def in_jump_tables(instructions, data):
    """The addresses of a function that stand in tables: distances from the table, of four bytes each. Whatever
    the function computes the address of may be a table, which ends where an entry leads elsewhere."""
    addresses = {i.address for i in instructions}
    places = set()
    for table in {i.computed_address for i in instructions} - {None}:
        entry = table
        while (distance := data.signed(entry)) is not None and table + distance in addresses:
            places.add(table + distance)
            entry += 4
    return places


def basic_blocks(instructions, places):
    """The instructions of a function, cut where a jump or a table leads to, and behind what leads elsewhere."""
    targets = places | {i.jump_target for i in instructions}
    blocks = []
    begins = True
    for i in instructions:
        if begins or i.address in targets:
            blocks.append([])
        blocks[-1].append(i)
        begins = i.is_jump or not i.falls_through
    return blocks


def successors(blocks, places):
    """For each block the numbers of those that may follow it. A jump out of the function leads to none."""
    numbers = {block[0].address: number for number, block in enumerate(blocks)}
    following = []
    for number, block in enumerate(blocks):
        last = block[-1]
        if last.is_indirect_jump:
            # Which table it reads is unknown, and where none was found, it may lead anywhere.
            following.append([numbers[place] for place in places or numbers])
            continue
        following.append([numbers[last.jump_target]] if last.jump_target in numbers else [])
        if last.falls_through and number + 1 < len(blocks):
            following[number].append(number + 1)
    return following


def cycles(successors):
    """The strongly connected components of a graph that hold a cycle, by Tarjan's algorithm; without
    recursion, since a function may have more blocks than Python allows frames."""
    # When a node was entered, and the earliest entry still on the stack that it leads to.
    order, lowest = {}, {}
    stack, on_stack, path, found = [], set(), [], []

    def enter(node):
        order[node] = lowest[node] = len(order)
        stack.append(node)
        on_stack.add(node)
        path.append((node, iter(successors[node])))

    def leave(node):
        path.pop()
        if path:
            parent = path[-1][0]
            lowest[parent] = min(lowest[parent], lowest[node])
        if lowest[node] == order[node]:
            start = stack.index(node)
            component = stack[start:]
            del stack[start:]
            on_stack.difference_update(component)
            if len(component) > 1 or node in successors[node]:
                found.append(component)

    for root in range(len(successors)):
        if root not in order:
            enter(root)
        while path:
            node, rest = path[-1]
            following = next(rest, None)
            if following is None:
                leave(node)
            elif following not in order:
                enter(following)
            elif following in on_stack:
                lowest[node] = min(lowest[node], order[following])
    return found
