using Ayb.Contracts;

namespace Ayb.Infrastructure.Tests.Contracts;

public sealed class ParsingSlugs
{
    public static TheoryData<string?> Bad =>
        [null, "", ".", "..", "a/b", "a b", "ä", "a\0", "a\n", "a%2fb", "..\\x", new string('a', 129)];

    [Theory]
    [InlineData("a")]
    [InlineData("test.sqlite")]
    [InlineData("A-Z_0.9")]
    [InlineData("...")]
    public void Letters_digits_and_three_marks_make_a_slug(string text)
    {
        DatabaseSlug.Parse(text).Value.Value.Should().Be(text);
        EntitySlug.Parse(text).Value.Value.Should().Be(text.ToLowerInvariant());
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Everything_else_is_refused(string? text)
    {
        DatabaseSlug.Parse(text).Error!.Kind.Should().Be(ErrorKind.InvalidSlug);
        EntitySlug.Parse(text).Error!.Kind.Should().Be(ErrorKind.InvalidSlug);
    }

    [Fact]
    public void The_longest_slug_has_128_characters() =>
        DatabaseSlug.Parse(new string('a', 128)).Succeeded.Should().BeTrue();
}
