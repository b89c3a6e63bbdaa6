import PReLULayers
import Testing

@Suite struct GeneratorTests {
}
