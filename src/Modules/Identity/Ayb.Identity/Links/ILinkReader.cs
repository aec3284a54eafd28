namespace Ayb.Identity;

/// <summary>Finds the links of a page.</summary>
internal interface ILinkReader
{
    /// <param name="html">A page, or the beginning of one; whatever it holds.</param>
    IEnumerable<PageLink> Read(string html);
}
