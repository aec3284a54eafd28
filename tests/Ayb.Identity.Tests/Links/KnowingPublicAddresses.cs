using System.Net;

namespace Ayb.Identity.Tests;

public class KnowingPublicAddresses
{
    [Theory]
    [InlineData("0.0.0.0", "0.255.255.255")]
    [InlineData("10.0.0.0", "10.255.255.255")]
    [InlineData("100.64.0.0", "100.127.255.255")]
    [InlineData("127.0.0.0", "127.255.255.255")]
    [InlineData("168.63.129.16")]
    [InlineData("169.254.0.0", "169.254.169.254", "169.254.255.255")]
    [InlineData("172.16.0.0", "172.31.255.255")]
    [InlineData("192.0.0.0", "192.0.0.170", "192.0.0.255")]
    [InlineData("192.0.2.0", "192.0.2.255")]
    [InlineData("192.31.196.1", "192.52.193.1", "192.175.48.1", "192.88.99.1")]
    [InlineData("192.168.0.0", "192.168.255.255")]
    [InlineData("198.18.0.0", "198.19.255.255")]
    [InlineData("198.51.100.0", "203.0.113.255")]
    [InlineData("224.0.0.0", "239.255.255.255")]
    [InlineData("240.0.0.0", "255.255.255.255")]
    [InlineData("::", "::1", "::7f00:1", "::8.8.8.8")]
    [InlineData("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::ffff:0:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8", "64:ff9b::127.0.0.1", "64:ff9b:1::1")]
    [InlineData("100::1", "100:0:0:1::1")]
    [InlineData("2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:2::1", "2001:10::1", "2001:20::1", "2001:1ff:ffff::1")]
    [InlineData("2001:db8::1", "2001:db8:ffff::1", "3fff::1", "3fff:fff::1")]
    [InlineData("2002:7f00:1::", "2002:808:808::1")]
    [InlineData("2620:4f:8000::1", "5f00::1", "4000::1", "1fff::1")]
    [InlineData("fc00::1", "fd00:ec2::254", "fdff::1")]
    [InlineData("fe80::1", "fe80::1%2", "febf::1", "fec0::1", "ff02::1", "ffff::1")]
    public void What_leads_elsewhere_is_not_public(params string[] addresses) =>
        addresses.Where(address => PublicAddress.Includes(IPAddress.Parse(address))).Should().BeEmpty();

    [Theory]
    [InlineData("1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "93.184.216.34")]
    [InlineData("100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0")]
    [InlineData("168.63.129.15", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0")]
    [InlineData("192.0.1.0", "192.0.3.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255")]
    [InlineData("2001:200::1", "2001:4860:4860::8888", "2001:db7::1", "2001:db9::1", "2003::1", "2606:4700::1111", "2a00::1", "3ffe::1")]
    public void All_others_are(params string[] addresses) =>
        addresses.Where(address => !PublicAddress.Includes(IPAddress.Parse(address))).Should().BeEmpty();
}
