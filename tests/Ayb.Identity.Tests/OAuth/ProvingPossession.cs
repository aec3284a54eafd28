namespace Ayb.Identity.Tests.OAuth;

public sealed class ProvingPossession
{
    // RFC 7636, appendix B.
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    [Fact]
    public void The_verifier_of_the_specification_proves_its_challenge()
    {
        ProofKey.IsChallenge(Challenge).Should().BeTrue();
        ProofKey.Proves(Verifier, Challenge).Should().BeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("eBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")]
    [InlineData("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjX")]
    [InlineData("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk ")]
    [InlineData(Challenge)]
    public void No_other_does(string verifier) => ProofKey.Proves(verifier, Challenge).Should().BeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cMx")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM")]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c=")]
    public void What_is_no_hash_in_base64url_is_no_challenge(string challenge) => ProofKey.IsChallenge(challenge).Should().BeFalse();

    [Theory]
    [InlineData(42, false)]
    [InlineData(43, true)]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void A_verifier_has_43_to_128_characters(int length, bool proves)
    {
        var verifier = new string('~', length);
        var challenge = System.Buffers.Text.Base64Url.EncodeToString(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(verifier)));

        ProofKey.Proves(verifier, challenge).Should().Be(proves);
    }
}
