/// A list of a few elements, in place: threads that all read an array would wait for each other to count its references.
struct ShortList<Element> {
  private var elements: InlineArray<9, Element>
  private(set) var count = 0

  /// An empty list; `filler` stands where elements are missing.
  init(filler: Element) {
    elements = InlineArray(repeating: filler)
  }

  var indices: Range<Int> { 0..<count }

  subscript(index: Int) -> Element {
    get { elements[index] }
    set { elements[index] = newValue }
  }

  mutating func append(_ element: Element) {
    elements[count] = element
    count += 1
  }

  mutating func prepend(_ element: Element) {
    for index in indices.reversed() { elements[index + 1] = elements[index] }
    elements[0] = element
    count += 1
  }
}
