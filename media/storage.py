"""Uploads in a bucket of an S3 server, which nobody may read but by links of this site."""

from urllib.parse import urljoin

from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class BucketStorage(S3Storage):
    """Keep files in a bucket; their addresses are the site's own, which ask who may see them."""

    def url(self, name, **kwargs):
        """Return the address at the site, which stays."""
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name))

    def link(self, name, method, disposition):
        """Return an address in the bucket that one method may use for some minutes.

        `disposition` is the header of that name that the answer shall have (RFC 6266).
        """
        parameters = {"ResponseContentDisposition": disposition}
        return super().url(name, parameters=parameters, http_method=method)
