using Ayb.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Ayb.Identity.Tests;

public class FernetProperties
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly FernetTokens _fernet = new(FernetKey.Create(), new ManualClock());

    [Fact]
    public void Whatever_is_sealed_is_opened() => Prop.ForAll(
        (byte[] message) => _fernet.TryOpen(_fernet.Seal(message), Lifetime, out var opened) && opened.SequenceEqual(message))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_message_is_never_sealed_to_the_same_token() => Prop.ForAll(
        (byte[] message) => _fernet.Seal(message) != _fernet.Seal(message))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Another_key_does_not_open() => Prop.ForAll(
        (byte[] message) => !new FernetTokens(FernetKey.Create(), new ManualClock()).TryOpen(_fernet.Seal(message), Lifetime, out _))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_token_with_one_bit_flipped_does_not_open() => Prop.ForAll(
        (byte[] message, NonNegativeInt bit) =>
        {
            PaddedBase64Url.TryDecode(_fernet.Seal(message), out var token).Should().BeTrue();
            var position = bit.Item % (token!.Length * 8);
            token[position / 8] ^= (byte)(1 << (position % 8));
            return !_fernet.TryOpen(PaddedBase64Url.Encode(token), Lifetime, out _);
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_token_with_one_character_changed_added_or_missing_does_not_open() => Prop.ForAll(
        (byte[] message, NonNegativeInt index, char character) =>
        {
            var token = _fernet.Seal(message);
            var position = index.Item % token.Length;
            var changed = $"{token[..position]}{character}{token[(position + 1)..]}";
            return (changed == token || Refused(changed))
                && Refused(token.Insert(position, character.ToString()))
                && Refused(token.Remove(position, 1));
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Arbitrary_text_does_not_open() => Prop.ForAll(
        (NonNull<string> text) => Refused(text.Item))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_token_opens_exactly_during_its_lifetime() => Prop.ForAll(
        (byte[] message, NonNegativeInt lifetime, NonNegativeInt age) =>
        {
            var clock = new ManualClock();
            var fernet = new FernetTokens(FernetKey.Create(), clock);
            var token = fernet.Seal(message);
            clock.Advance(TimeSpan.FromSeconds(age.Item));
            return fernet.TryOpen(token, TimeSpan.FromSeconds(lifetime.Item), out _) == (age.Item <= lifetime.Item);
        })
        .QuickCheckThrowOnFailure();

    private bool Refused(string token) => !_fernet.TryOpen(token, Lifetime, out _);
}
